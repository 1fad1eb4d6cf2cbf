import { For, Show } from "solid-js";
import { useWallWords } from "./wall-context.ts";

/** A display that nobody knows: its code, and how to pair it. After a revocation it says so first. */
export function PairingBoard(props: { code: string | null; revoked: boolean; unreachable: boolean; address: string }) {
  const w = useWallWords();
  return (
    <div class="wall-alone">
      <h1>{props.revoked ? w().revokedTitle : w().pairTitle}</h1>
      <Show when={props.revoked}>
        <p class="wall-soft">{w().revokedText}</p>
      </Show>
      <Show when={props.code} fallback={<p class="wall-soft">{props.unreachable ? w().waitingServer : w().neverHeard}</p>}>
        {(code) => (
          <>
            <p class="wall-code">{spaced(code())}</p>
            <ol class="wall-steps">
              <For each={[w().pairOpen(props.address), w().pairChoose, w().pairType]}>
                {(step, at) => (
                  <li>
                    <span class="wall-step" aria-hidden="true">
                      {at() + 1}
                    </span>
                    <b>{step}</b>
                  </li>
                )}
              </For>
            </ol>
            <p class="wall-soft">{props.unreachable ? w().waitingServer : w().codeChanges}</p>
          </>
        )}
      </Show>
    </div>
  );
}

/** A code is read in halves. */
export const spaced = (code: string): string =>
  code.length >= 6 ? `${code.slice(0, code.length / 2)}\u00A0${code.slice(code.length / 2)}` : code;

/** A display to which nobody has given a board. */
export function BoardlessBoard(props: { name: string; address: string }) {
  const w = useWallWords();
  return (
    <div class="wall-alone">
      <h1>{w().noBoardTitle}</h1>
      <p>{w().noBoardText(props.name, props.address)}</p>
    </div>
  );
}

/** Which display this is, for who stands before it. */
export function IdentifyBoard(props: { name: string }) {
  const w = useWallWords();
  return (
    <div class="wall-identify" role="status">
      <span>{w().identify}</span>
      <b>{props.name}</b>
    </div>
  );
}
