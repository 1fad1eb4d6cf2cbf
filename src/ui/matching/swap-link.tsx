import type { Id } from "#domain/id.ts";
import { useWords } from "#ui/language.tsx";
import { ButtonLink } from "#ui/parts/button.tsx";
import { swapWords } from "#words/swap.ts";

/** To the fewest changes that repair one place, or that give one student hers. */
export function RepairLink(props: { worksheetId: Id; of: { place: Id; path: string } | { student: Id; name: string } }) {
  const w = useWords(swapWords);
  const href = () =>
    "place" in props.of
      ? `/fiches/${props.worksheetId}/echanges?place=${props.of.place}`
      : `/fiches/${props.worksheetId}/echanges?etudiant=${props.of.student}`;
  return (
    <ButtonLink size="sm" href={href()}>
      {"place" in props.of ? w().repair : w().find}
      <span class="sr-only"> {"place" in props.of ? props.of.path : props.of.name}</span>
    </ButtonLink>
  );
}
