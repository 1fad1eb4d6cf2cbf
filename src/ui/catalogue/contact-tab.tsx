import { Show } from "solid-js";
import Mail from "lucide-solid/icons/mail";
import Phone from "lucide-solid/icons/phone";
import { useWords } from "#ui/language.tsx";
import { catalogueWords } from "#words/catalogue.ts";
import { PlaceLine, PlaceLines } from "./place-line.tsx";
import type { Place } from "./place-values.ts";

/** Who is asked about a place. */
export function ContactTab(props: { place: Place }) {
  const w = useWords(catalogueWords);
  return (
    <PlaceLines>
      <PlaceLine label={props.place.level === "service" ? w().fields.coordinator : w().fields.contact}>
        <Show when={props.place.contact} fallback={w().notSaid}>
          {(contact) => (
            <span class="flex flex-col gap-1">
              <span class="font-medium">{contact().name}</span>
              <Show when={contact().title}>
                <span class="text-muted">{contact().title}</span>
              </Show>
              <Show when={contact().email}>
                {(email) => (
                  <a class="inline-flex min-h-6 items-center gap-1.5 break-all text-accent hover:underline" href={`mailto:${email()}`}>
                    <Mail size={14} class="shrink-0" aria-hidden="true" />
                    {email()}
                  </a>
                )}
              </Show>
              <Show when={contact().phone}>
                {(phone) => (
                  <a
                    class="inline-flex min-h-6 items-center gap-1.5 text-accent hover:underline"
                    href={`tel:${phone().replaceAll(/[^\d+]/g, "")}`}
                  >
                    <Phone size={14} class="shrink-0" aria-hidden="true" />
                    {phone()}
                  </a>
                )}
              </Show>
            </span>
          )}
        </Show>
      </PlaceLine>
    </PlaceLines>
  );
}
