import Ellipsis from "lucide-solid/icons/ellipsis";
import { useWords } from "#ui/language.tsx";
import { Menu, type MenuItem } from "#ui/parts/menu.tsx";
import { choiceWords } from "#words/choice.ts";
import type { PlaceActs } from "./demand-view.tsx";
import type { RoundPlace } from "./round.ts";

/** What can be done about one place of a round. */
export function PlaceMenu(props: { place: RoundPlace; acts: PlaceActs }) {
  const w = useWords(choiceWords);
  const items = (): MenuItem[] => {
    const { place, acts } = props;
    return [
      { id: "who", label: w().demand.who, run: () => acts.who(place.placeId) },
      ...(acts.may && !place.gone
        ? [
            place.withheld
              ? { id: "offer", label: w().demand.offer, run: () => acts.withhold(place, false) }
              : { id: "withhold", label: w().demand.withhold, hint: w().demand.withholdHint, run: () => acts.withhold(place, true) },
          ]
        : []),
      ...(acts.may && place.added ? [{ id: "drop", label: w().demand.drop, danger: true, run: () => acts.drop(place) }] : []),
    ];
  };
  return (
    <Menu
      size="sm"
      kind="quiet"
      side="bottom-end"
      label={w().demand.actionsOf(props.place.path)}
      trigger={<Ellipsis size={15} aria-hidden="true" />}
      items={items()}
    />
  );
}
