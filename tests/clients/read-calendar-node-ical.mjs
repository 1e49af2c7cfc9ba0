// Reads an iCalendar file with a second library. usage: read-calendar-node-ical.mjs; stdin: the file; stdout: its events as JSON; exit 1 when it cannot be read.
import { readFileSync } from "node:fs";
import ical from "node-ical";

try {
  const events = Object.values(ical.sync.parseICS(readFileSync(0, "utf8"))).filter(component => component.type === "VEVENT")
    .map(event => ({ uid: event.uid, summary: event.summary, allDay: event.datetype === "date", start: event.start.toISOString() }));
  if (events.length === 0) throw new Error("no events");
  console.log(JSON.stringify({ events }));
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
