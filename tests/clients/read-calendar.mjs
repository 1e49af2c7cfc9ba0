// Reads an iCalendar file as a calendar program does. usage: read-calendar.mjs; stdin: the file; stdout: its events as JSON; exit 1 when it cannot be read.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

try {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
  const events = calendar.getAllSubcomponents("vevent").map(component => {
    const event = new ICAL.Event(component);
    return { uid: event.uid, summary: event.summary, start: event.startDate.toString(), end: event.endDate.toString(), allDay: event.startDate.isDate, status: component.getFirstPropertyValue("status") };
  });
  console.log(JSON.stringify({ name: calendar.getFirstPropertyValue("x-wr-calname"), events }));
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
