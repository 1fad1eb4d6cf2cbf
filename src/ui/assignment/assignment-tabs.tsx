import type { Id } from "#domain/id.ts";
import { useWords } from "#ui/language.tsx";
import { TabLinks } from "#ui/parts/tabs.tsx";
import { assignmentTabWords } from "#words/assignment-tab.ts";

/**
 * The screens of one sheet's assignment, each with its address. Where a course has no sheet yet (the choices of its students), the
 * choices stand alone.
 */
export function AssignmentTabs(props: { worksheetId: Id | null; cohortId: Id; cohortCourseId: Id }) {
  const w = useWords(assignmentTabWords);
  const links = () => {
    const sheet = props.worksheetId;
    const choices = { href: `/cohortes/${props.cohortId}/cours/${props.cohortCourseId}/choix`, label: w().choices };
    if (sheet === null) return [choices];
    return [
      { href: `/fiches/${sheet}/affectation`, label: w().grid },
      { href: `/fiches/${sheet}/jumelage`, label: w().matching },
      { href: `/fiches/${sheet}/echanges`, label: w().swaps },
      { href: `/fiches/${sheet}/scenarios`, label: w().scenarios, end: false },
      { href: `/fiches/${sheet}/menage`, label: w().cleanUp },
      choices,
    ];
  };
  return <TabLinks label={w().label} links={links()} />;
}
