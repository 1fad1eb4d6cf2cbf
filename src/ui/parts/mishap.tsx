import { Title } from "@solidjs/meta";
import { A, Navigate, useLocation } from "@solidjs/router";
import { HttpStatusCode } from "@solidjs/start";
import { ErrorBoundary, Show, type JSX } from "solid-js";
import { refusalIn, requestNumberIn } from "#ui/client.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { partWords } from "#words/parts.ts";
import { refusalSentence } from "#words/refusal.ts";
import { Button, buttonClass } from "./button.tsx";

interface MishapProps {
  error: unknown;
  retry?: () => void;
  /** `h1` where it stands for the whole screen, title included. */
  heading?: "h1" | "h2";
}

/** What went wrong, in place of a page: a refusal in words, or the number of the request to give to support. A session that is over asks to sign in, and comes back. */
export function Mishap(props: MishapProps) {
  const location = useLocation();
  return (
    <Show
      when={refusalIn(props.error)?.code !== "sign-in-needed"}
      fallback={<Navigate href={`/connexion?vers=${encodeURIComponent(location.pathname + location.search)}`} />}
    >
      <Failed {...props} />
    </Show>
  );
}

function Failed(props: MishapProps) {
  const w = useWords(partWords);
  const { language } = useLanguage();
  const refusal = () => refusalIn(props.error);
  const missing = () => refusal()?.code === "not-found";
  const title = () => {
    if (missing()) return w().mishap.notFound;
    return refusal()?.code === "not-allowed" ? w().mishap.notAllowed : w().mishap.title;
  };
  const text = () => {
    const no = refusal();
    if (no) return missing() ? w().mishap.notFoundText : refusalSentence(no, language());
    return requestNumberIn(props.error) === null ? w().mishap.unreachable : w().mishap.text;
  };
  const status = () => (missing() ? 404 : refusal() ? 403 : 500);
  return (
    <div class="mx-auto flex w-full max-w-lg flex-col gap-3 px-5 py-16" role="alert">
      <HttpStatusCode code={status()} />
      <Title>{`${title()} · Concerto`}</Title>
      <Show when={props.heading === "h1"} fallback={<h2 class="text-xl font-semibold text-balance">{title()}</h2>}>
        <h1 class="text-xl font-semibold text-balance">{title()}</h1>
      </Show>
      <p class="text-muted">{text()}</p>
      <Show when={requestNumberIn(props.error) !== null && !refusal()}>
        <p class="text-sm">
          {w().mishap.number} <code class="rounded-sm bg-sunken px-1.5 py-0.5 font-mono select-all">{requestNumberIn(props.error)}</code>
        </p>
      </Show>
      <div class="mt-2 flex gap-2">
        <Show when={props.retry && !missing()}>
          <Button kind="primary" onClick={() => props.retry?.()}>
            {w().mishap.retry}
          </Button>
        </Show>
        <A href="/accueil" class={buttonClass("plain")}>
          {w().mishap.home}
        </A>
      </div>
    </div>
  );
}

/** Keeps a screen's failure inside the frame, so that people can go elsewhere. */
export function Guarded(props: { heading?: "h1" | "h2"; children: JSX.Element }) {
  return (
    <ErrorBoundary fallback={(error: unknown, reset) => <Mishap error={error} retry={reset} heading={props.heading ?? "h2"} />}>
      {props.children}
    </ErrorBoundary>
  );
}
