import { createSignal, For, Show, type Accessor, type JSX } from "solid-js";
import MoreHorizontal from "lucide-solid/icons/ellipsis";
import Table2 from "lucide-solid/icons/table-2";
import { copyTargets } from "#domain/enrolment.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Menu, type MenuItem } from "#ui/parts/menu.tsx";
import { SelectionBar } from "#ui/parts/selection-bar.tsx";
import { fullName } from "#ui/student/full-name.ts";
import { enrolmentWords } from "#words/enrolment.ts";
import { preferenceWords } from "#words/preference.ts";
import { ElsewhereDialog, type Whom } from "./enrol-dialog.tsx";
import type { Course, EnrolledRow } from "./enrolled-list.ts";
import type { EnrolmentCommands } from "./enrolment-commands.ts";
import { LeaveDialog, UncopyDialog } from "./leave-dialog.tsx";
import { WishesDialog } from "./wishes-dialog.tsx";

type Box = "leave" | "elsewhere" | "uncopy" | "wishes";

/** What can be done with ticked students (4.1.2). `children`: actions of other parts of the product, beside these. */
export function SelectionActions(props: {
  course: Course;
  chosen: EnrolledRow[];
  commands: EnrolmentCommands;
  onClear(): void;
  children?: JSX.Element;
}) {
  const w = useWords(enrolmentWords);
  const p = useWords(preferenceWords);
  const [box, setBox] = createSignal<{ of: Box; whom: Whom } | null>(null);
  const idsOf = (keep: (row: EnrolledRow) => boolean) => props.chosen.filter(keep).map(({ studentId }) => studentId);
  const enrolled: Accessor<string[]> = () => idsOf((row) => row.state === "enrolled");
  const away = () => idsOf((row) => row.state !== "enrolled");
  const copied = () => idsOf((row) => row.state === "enrolled" && row.copiedTo !== null);
  const may = () => props.course.may;
  const whom = (studentIds: string[]): Whom => {
    const [only] = props.chosen.filter(({ studentId }) => studentIds.includes(studentId));
    return { studentIds, called: only && studentIds.length === 1 ? fullName(only) : w().someStudents(studentIds.length) };
  };
  const open = (of: Box, studentIds: string[]) => setBox({ of, whom: whom(studentIds) });
  const shown = (of: Box) => {
    const now = box();
    return now?.of === of ? now.whom : null;
  };
  const close = () => setBox(null);
  const names = new Map<string, string>();
  const nameOf = (studentId: string) => names.get(studentId) ?? "";
  const more = (): MenuItem[] => [
    ...(may().copy && enrolled().length > 0 ? [{ id: "wishes", label: p().copy.action, run: () => open("wishes", enrolled()) }] : []),
    ...(may().copy && copied().length > 0
      ? [
          {
            id: "uncopy",
            label: w().uncopy.action,
            run: () => {
              for (const row of props.chosen) names.set(row.studentId, fullName(row));
              open("uncopy", copied());
            },
          },
        ]
      : []),
    ...(may().edit
      ? [
          {
            id: "elsewhere",
            label: w().elsewhere.action,
            run: () =>
              open(
                "elsewhere",
                idsOf(() => true),
              ),
          },
        ]
      : []),
  ];
  return (
    <>
      <SelectionBar count={props.chosen.length} onClear={() => props.onClear()}>
        <Show when={may().copy && enrolled().length > 0}>
          <For each={copyTargets}>
            {(to) => (
              <Button
                size="sm"
                kind={props.course.sheetKind === to ? "primary" : "plain"}
                icon={<Table2 size={14} aria-hidden="true" />}
                onClick={() => void props.commands.copy(enrolled(), to)}
              >
                {w().copyTo[to]}
              </Button>
            )}
          </For>
        </Show>
        <Show when={may().edit && enrolled().length > 0}>
          <Button size="sm" onClick={() => void props.commands.waive(enrolled())}>
            {w().waive}
          </Button>
          <Button size="sm" onClick={() => open("leave", enrolled())}>
            {`${w().withdraw}…`}
          </Button>
        </Show>
        <Show when={may().edit && away().length > 0}>
          <Button size="sm" onClick={() => void props.commands.restore(away())}>
            {w().restore}
          </Button>
        </Show>
        {props.children}
        <Show when={more().length > 0}>
          <Menu
            size="sm"
            kind="plain"
            trigger={
              <>
                <MoreHorizontal size={14} aria-hidden="true" />
                {w().more}
              </>
            }
            items={more()}
          />
        </Show>
      </SelectionBar>
      <LeaveDialog
        cohortCourseId={props.course.id}
        cohort={props.course.cohort}
        whom={shown("leave")}
        onConfirm={(studentIds) => void props.commands.withdraw(studentIds)}
        onClose={close}
      />
      <ElsewhereDialog
        cohortCourseId={props.course.id}
        whom={shown("elsewhere")}
        onConfirm={(studentIds, to) => void props.commands.enrolElsewhere(studentIds, to)}
        onClose={close}
      />
      <UncopyDialog whom={shown("uncopy")} nameOf={nameOf} onConfirm={props.commands.uncopy} onClose={close} />
      <WishesDialog cohortCourseId={props.course.id} whom={shown("wishes")} onDone={() => props.onClear()} onClose={close} />
    </>
  );
}
