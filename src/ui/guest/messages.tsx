import { createSignal, For, Show } from "solid-js";
import { longestComment } from "#domain/remark.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Field } from "#ui/parts/field.tsx";
import { TextArea } from "#ui/parts/text-area.tsx";
import { guestPageWords } from "#words/guest-page.ts";
import { writeInstant } from "#words/words.ts";
import type { GuestRequest } from "./guest-query.ts";
import { Part } from "./part.tsx";

/** What was said between a school without account and who receives. */
export function Messages(props: { request: GuestRequest; receiving: string; onSay(text: string): Promise<boolean> }) {
  const w = useWords(guestPageWords);
  const { language } = useLanguage();
  const [text, setText] = createSignal("");
  const [pending, setPending] = createSignal(false);
  const say = async (event: SubmitEvent) => {
    event.preventDefault();
    if (text().trim() === "" || pending()) return;
    setPending(true);
    if (await props.onSay(text().trim())) setText("");
    setPending(false);
  };
  return (
    <Part title={w().messages}>
      <ul class="flex flex-col gap-2">
        <For each={props.request.comments} fallback={<li class="text-sm text-muted">{w().noMessage}</li>}>
          {(one) => (
            <li class={`max-w-[92%] rounded-lg px-3 py-2 text-sm ${one.ours ? "self-end bg-accent-soft" : "self-start bg-sunken"}`}>
              <p class="text-xs text-muted">
                {one.ours ? w().you : one.by}, {writeInstant(one.at, language(), new Date())}
              </p>
              <p class="break-words whitespace-pre-wrap">{one.text}</p>
            </li>
          )}
        </For>
      </ul>
      <Show when={props.request.may.say}>
        <form class="flex flex-col gap-2" onSubmit={(event) => void say(event)}>
          <Field label={w().message(props.receiving)}>
            <TextArea value={text()} onChange={setText} maxLength={longestComment} rows={2} />
          </Field>
          <Button type="submit" class="min-h-11 self-start" pending={pending()}>
            {w().sendMessage}
          </Button>
        </form>
      </Show>
    </Part>
  );
}
