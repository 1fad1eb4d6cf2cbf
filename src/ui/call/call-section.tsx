import { A } from "@solidjs/router";
import { useWords } from "#ui/language.tsx";
import { callWords } from "#words/call.ts";

/** Of a request that is an offer: the call it answers. */
export function CallSection(props: { call: { id: string; number: number } }) {
  const w = useWords(callWords);
  return (
    <section class="border-t border-line py-3 first:border-t-0 first:pt-0">
      <h3 class="mb-1.5 text-xs font-semibold text-muted">{w().request.title}</h3>
      <p class="text-sm">
        {w().request.offered(props.call.number)}{" "}
        <A href={`/appels/${props.call.id}`} class="text-accent hover:underline">
          {w().request.see}
        </A>
      </p>
    </section>
  );
}
