import { For, onCleanup, onMount, Show } from "solid-js";
import { Portal } from "solid-js/web";
import { dayIn } from "#domain/dates.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { fullName } from "#ui/student/full-name.ts";
import { choiceStudentWords } from "#words/choice-student.ts";
import { choiceWords } from "#words/choice.ts";
import { writeTerm } from "#words/programme.ts";
import type { Chooser, Known, Round } from "./round.ts";
import "./choice-report.css";

/** The class's choices on paper: places with what they are wanted by, then each student; the browser's own printing opens on it (F-219). */
export function ChoiceReport(props: { known: Known; round: Round; students: readonly Chooser[]; onDone(): void }) {
  const w = useWords(choiceStudentWords);
  const c = useWords(choiceWords);
  const { language } = useLanguage();
  onMount(() => {
    const done = () => props.onDone();
    window.addEventListener("afterprint", done);
    onCleanup(() => window.removeEventListener("afterprint", done));
    requestAnimationFrame(() => window.print());
  });
  const course = () => props.known.course;
  return (
    <Portal>
      <div class="choice-report">
        <h1>{w().report.title}</h1>
        <p>
          {[`${course().courseNumber} ${course().course}`, course().cohort, writeTerm(course().term, language())].join(", ")}.{" "}
          {w().report.made(dayIn(new Date(props.known.now), props.known.timeZone))}.
        </p>
        <h2>{w().report.places}</h2>
        <table>
          <thead>
            <tr>
              <th>{w().report.place}</th>
              <th>{w().report.seats}</th>
              <th>{c().ranks.first}</th>
              <th>{c().ranks.second}</th>
              <th>{c().ranks.third}</th>
              <th>{w().report.all}</th>
            </tr>
          </thead>
          <tbody>
            <For each={props.round.places}>
              {(place) => (
                <tr>
                  <td>
                    {place.path}
                    <Show when={place.withheld}>{` (${w().report.withheld.toLowerCase()})`}</Show>
                  </td>
                  <td>{place.seats ?? ""}</td>
                  <td>{place.demand.first}</td>
                  <td>{place.demand.second}</td>
                  <td>{place.demand.third}</td>
                  <td>{place.demand.all}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
        <h2>{w().report.students}</h2>
        <table>
          <tbody>
            <For each={props.students}>
              {(student) => (
                <tr>
                  <td>
                    {fullName(student)}
                    <br />
                    {student.number}
                  </td>
                  <td>{w().states[student.state]}</td>
                  <td>
                    <For each={student.submitted ?? student.draft}>
                      {(one, at) => (
                        <>
                          {`${at() + 1}. ${one.path}${one.comment === "" ? "" : ` (${one.comment})`}`}
                          <br />
                        </>
                      )}
                    </For>
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
    </Portal>
  );
}
