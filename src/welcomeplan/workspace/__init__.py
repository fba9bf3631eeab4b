"""Plans where they are kept: a folder, now or as committed; two versions, or all."""

from typing import TYPE_CHECKING

from welcomeplan.door import lazy

if TYPE_CHECKING:
    from welcomeplan.workspace.comparing import Versions as Versions
    from welcomeplan.workspace.comparing import between as between
    from welcomeplan.workspace.comparing import changes as changes
    from welcomeplan.workspace.comparing import complain as complain
    from welcomeplan.workspace.comparing import since as since
    from welcomeplan.workspace.comparing import unread_words as unread_words
    from welcomeplan.workspace.git import Repository as Repository
    from welcomeplan.workspace.reading import HEAD as HEAD
    from welcomeplan.workspace.reading import Committed as Committed
    from welcomeplan.workspace.reading import Disk as Disk
    from welcomeplan.workspace.reading import Item as Item
    from welcomeplan.workspace.reading import Tree as Tree
    from welcomeplan.workspace.reading import Workspace as Workspace
    from welcomeplan.workspace.reading import find as find
    from welcomeplan.workspace.reading import homes as homes
    from welcomeplan.workspace.reading import load as load
    from welcomeplan.workspace.reading import read as read
    from welcomeplan.workspace.reading import read_bytes as read_bytes
    from welcomeplan.workspace.reading import versions as versions
else:
    __getattr__ = lazy(
        __name__,
        {
            "comparing": "Versions between changes complain since unread_words",
            "git": "Repository",
            "reading": (
                "Committed Disk HEAD Item Tree Workspace find homes load read read_bytes versions"
            ),
        },
    )
