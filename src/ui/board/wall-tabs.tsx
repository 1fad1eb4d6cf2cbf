import { useWords } from "#ui/language.tsx";
import { TabLinks } from "#ui/parts/tabs.tsx";
import { boardWords } from "#words/board.ts";

/** Boards and the screens that show them. */
export function WallTabs(props: { boards: number | undefined; displays: number | undefined }) {
  const w = useWords(boardWords);
  return (
    <TabLinks
      label={w().tabs.label}
      links={[
        { href: "/murs", label: w().tabs.boards, ...(props.boards === undefined ? {} : { count: props.boards }) },
        { href: "/murs/ecrans", label: w().tabs.displays, ...(props.displays === undefined ? {} : { count: props.displays }) },
      ]}
    />
  );
}
