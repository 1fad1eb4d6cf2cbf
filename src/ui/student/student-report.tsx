import { For, onCleanup, onMount, Show } from "solid-js";
import { Portal } from "solid-js/web";
import { dayIn } from "#domain/dates.ts";
import type { Outputs } from "#ui/client.ts";
import { useMe } from "#ui/frame/me.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { consentWords } from "#words/consent.ts";
import { writeTerm } from "#words/programme.ts";
import { writeDays, writeHours } from "#words/request.ts";
import { fullName } from "./full-name.ts";
import "./student-report.css";

/** Students on paper, each with courses, wishes and placements; the browser's own printing opens on it (F-086). */
export function StudentReport(props: { students: Outputs["studentReport"]["read"]; onDone(): void }) {
  const w = useWords(consentWords);
  const { language } = useLanguage();
  const me = useMe();
  onMount(() => {
    const done = () => props.onDone();
    window.addEventListener("afterprint", done);
    onCleanup(() => window.removeEventListener("afterprint", done));
    requestAnimationFrame(() => window.print());
  });
  return (
    <Portal>
      <div class="student-report">
        <h1>{w().report.title}</h1>
        <p>{w().report.made(dayIn(new Date()), me.data?.actor?.agencyName ?? "")}</p>
        <For each={props.students}>
          {(student) => (
            <section>
              <h2>
                {fullName(student)} <span>{student.number}</span>
              </h2>
              <Show when={student.email}>
                <p>{student.email}</p>
              </Show>
              <Show when={student.courses.length > 0}>
                <h3>{w().report.courses}</h3>
                <ul>
                  <For each={student.courses}>
                    {(course) => (
                      <li>
                        {course.course}, {course.cohort}, {writeTerm(course.term, language())},{" "}
                        {`${course.startsOn}\u00A0– ${course.endsOn}`}
                        <Show when={course.preferences.length > 0}>
                          <br />
                          {w().report.preferences}: {course.preferences.map((path, at) => `${at + 1}. ${path}`).join("; ")}
                        </Show>
                      </li>
                    )}
                  </For>
                </ul>
              </Show>
              <Show when={student.placements.length > 0}>
                <h3>{w().report.placements}</h3>
                <ul>
                  <For each={student.placements}>
                    {(placement) => (
                      <li>
                        {placement.course}, {placement.place}, {`${placement.schedule.startsOn}\u00A0– ${placement.schedule.endsOn}`},{" "}
                        {writeDays(placement.schedule, language())}, {writeHours(placement.schedule, language())},{" "}
                        {w().report[placement.state]}
                      </li>
                    )}
                  </For>
                </ul>
              </Show>
            </section>
          )}
        </For>
      </div>
    </Portal>
  );
}
