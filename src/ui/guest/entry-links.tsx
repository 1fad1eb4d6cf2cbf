import { Show } from "solid-js";
import PhoneIncoming from "lucide-solid/icons/phone-incoming";
import School from "lucide-solid/icons/school";
import { useMe } from "#ui/frame/me.ts";
import { useWords } from "#ui/language.tsx";
import { ButtonLink } from "#ui/parts/button.tsx";
import { guestWords } from "#words/guest.ts";

/** On the requests received, for a receiving coordinator alone: what schools without account ask, and how one works with them. */
export function GuestEntryLinks(props: { query: string }) {
  const w = useWords(guestWords);
  const me = useMe();
  return (
    <Show when={me.data?.actor?.kind === "receiving-coordinator"}>
      {/* A telephone finds it inside the other. */}
      <span class="max-md:hidden">
        <ButtonLink href={`/demandes/sans-compte${props.query}`} kind="quiet" icon={<School size={15} aria-hidden="true" />}>
          {w().toGuide}
        </ButtonLink>
      </span>
      <ButtonLink href={`/demandes/saisie${props.query}`} icon={<PhoneIncoming size={15} aria-hidden="true" />}>
        {w().open}
      </ButtonLink>
    </Show>
  );
}
