"""Plans where they are kept: a folder, now or as committed; two versions, or all."""

from welcomeplan.door import lazy

TYPE_CHECKING = False  # as in the package's `__init__`
if TYPE_CHECKING:
    from welcomeplan.workspace.comparing import Versions as Versions
    from welcomeplan.workspace.comparing import between as between
    from welcomeplan.workspace.comparing import changes as changes
    from welcomeplan.workspace.comparing import instead_of as instead_of
    from welcomeplan.workspace.comparing import since as since
    from welcomeplan.workspace.comparing import unread_base as unread_base
    from welcomeplan.workspace.disk import HEAD as HEAD
    from welcomeplan.workspace.disk import HOME as HOME
    from welcomeplan.workspace.disk import is_plan_file as is_plan_file
    from welcomeplan.workspace.disk import nearest as nearest
    from welcomeplan.workspace.disk import not_far_below as not_far_below
    from welcomeplan.workspace.disk import read_bytes as read_bytes
    from welcomeplan.workspace.documents import with_documents as with_documents
    from welcomeplan.workspace.finding import find as find
    from welcomeplan.workspace.git import Repository as Repository
    from welcomeplan.workspace.index import offers as offers
    from welcomeplan.workspace.index import register as register
    from welcomeplan.workspace.kept import believed as believed
    from welcomeplan.workspace.reading import Memory as Memory
    from welcomeplan.workspace.reading import Parsed as Parsed
    from welcomeplan.workspace.reading import Workspace as Workspace
    from welcomeplan.workspace.reading import collect as collect
    from welcomeplan.workspace.reading import load as load
    from welcomeplan.workspace.reading import parsed as parsed
    from welcomeplan.workspace.reading import read as read
    from welcomeplan.workspace.remembering import past as past
    from welcomeplan.workspace.remembering import versions as versions
    from welcomeplan.workspace.revisions import Revision as Revision
    from welcomeplan.workspace.revisions import fetching as fetching
    from welcomeplan.workspace.revisions import landed as landed
    from welcomeplan.workspace.revisions import revision as revision
    from welcomeplan.workspace.trees import Committed as Committed
    from welcomeplan.workspace.trees import Disk as Disk
    from welcomeplan.workspace.trees import Edited as Edited
    from welcomeplan.workspace.trees import Held as Held
    from welcomeplan.workspace.trees import Item as Item
    from welcomeplan.workspace.trees import Tree as Tree
    from welcomeplan.workspace.trees import files as files
    from welcomeplan.workspace.trees import from_top as from_top
    from welcomeplan.workspace.trees import homes as homes
    from welcomeplan.workspace.trees import plan_around as plan_around
    from welcomeplan.workspace.trees import top as top
    from welcomeplan.workspace.unread import unseen as unseen
    from welcomeplan.workspace.zones import zone as zone
else:
    __getattr__ = lazy(
        __name__,
        {
            "comparing": "Versions between changes instead_of since unread_base",
            "disk": "HEAD HOME is_plan_file nearest not_far_below read_bytes",
            "documents": "with_documents",
            "git": "Repository",
            "finding": "find",
            "index": "offers register",
            "kept": "believed",
            "reading": "Memory Parsed Workspace collect load parsed read",
            "remembering": "past versions",
            "revisions": "Revision fetching landed revision",
            "trees": "Committed Disk Edited Held Item Tree files from_top homes plan_around top",
            "unread": "unseen",
            "zones": "zone",
        },
    )
