// What calendars say, as the reader of Thunderbird has it.
// node calendar.mjs FILE...: prints JSON, of each file its properties and its events.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

function read(file) {
  const whole = new ICAL.Component(ICAL.parse(readFileSync(file, "utf8")));
  const events = whole.getAllSubcomponents("vevent").map((one) => {
    const event = new ICAL.Event(one);
    return {
      uid: event.uid,
      start: event.startDate.toString(),
      end: event.endDate.toString(),
      moves: event.sequence,
      title: event.summary,
      said: event.description,
      groups: one.getFirstProperty("categories").getValues(),
      alarms: one.getAllSubcomponents("valarm").map((alarm) => ({
        when: alarm.getFirstPropertyValue("trigger").toString(),
        said: alarm.getFirstPropertyValue("description"),
      })),
      stamp: one.getFirstPropertyValue("dtstamp").toString(),
      names: one.getAllProperties().map((property) => property.name),
    };
  });
  const names = whole.getAllProperties().map((property) => property.name);
  return { title: whole.getFirstPropertyValue("x-wr-calname"), names, events };
}

console.log(JSON.stringify(process.argv.slice(2).map(read)));
