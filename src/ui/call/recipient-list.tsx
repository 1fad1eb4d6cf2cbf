import { For, Show } from "solid-js";
import Mail from "lucide-solid/icons/mail";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { callWords } from "#words/call.ts";
import { writeInstant } from "#words/words.ts";
import type { CallActs, RecipientSeen } from "./call-acts.tsx";
import type { OpenCall } from "./offer-dialog.tsx";
import { ReplyChip } from "./reply-chip.tsx";

/** Who was called and how each stands; for one that does not use the system, the school enters its answer here (F-176). */
export function RecipientList(props: { call: OpenCall; acts: CallActs }) {
  const w = useWords(callWords);
  return (
    <ul class="divide-y divide-line rounded-lg border border-line">
      <For each={props.call.recipients}>
        {(one) => (
          <li class="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-3 py-2">
            <div class="min-w-0 flex-[1_1_14rem]">
              <p class="text-sm font-medium">
                {one.name}
                <Show when={!one.isUser}>
                  <span class="ml-1.5 text-xs font-normal text-muted">{w().form.outside}</span>
                </Show>
              </p>
              <Standing of={one} />
              <For each={one.contacts}>
                {(contact) => (
                  <a
                    class="mr-4 inline-flex min-h-6 items-center gap-1.5 text-xs text-accent hover:underline"
                    href={`mailto:${contact.email}`}
                    aria-label={w().panel.write(contact.name)}
                  >
                    <Mail size={13} aria-hidden="true" />
                    {contact.email}
                  </a>
                )}
              </For>
            </div>
            <ReplyChip reply={one.reply} text={one.reply === "offered" ? w().panel.offeredBy(one.places) : w().replies[one.reply]} />
            <div class="flex flex-wrap gap-2">
              <Show when={one.may.offer}>
                <Button
                  size="sm"
                  aria-label={w().panel.offerFor(one.name)}
                  onClick={() => props.acts.ask({ act: "offer", recipient: one, offer: null })}
                >
                  {w().panel.offerShort}
                </Button>
              </Show>
              <Show when={one.may.decline}>
                <Button
                  size="sm"
                  aria-label={w().ask.declineFor(one.name)}
                  onClick={() => props.acts.ask({ act: "decline", recipient: one })}
                >
                  {w().panel.declineShort}
                </Button>
              </Show>
              <Show when={one.may.takeBackDecline}>
                <Button size="sm" onClick={() => void props.acts.takeBackDecline(one)}>
                  {w().panel.undecline}
                </Button>
              </Show>
            </div>
          </li>
        )}
      </For>
    </ul>
  );
}

function Standing(props: { of: RecipientSeen }) {
  const { language } = useLanguage();
  const why = () => props.of.reason;
  return (
    <Show when={why()}>
      {(reason) => (
        <p class="text-xs text-muted">
          {language() === "fr" ? reason().fr : reason().en}
          <Show when={reason().note !== ""}>{`, ${reason().note}`}</Show>
          <Show when={props.of.declinedAt}>
            {(at) => (
              <>
                {" "}
                ({props.of.declinedBy}, {writeInstant(at(), language(), new Date())})
              </>
            )}
          </Show>
        </p>
      )}
    </Show>
  );
}
