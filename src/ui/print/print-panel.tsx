import { A, useParams } from "@solidjs/router";
import { useQuery } from "@tanstack/solid-query";
import { createSignal, For, onMount, Show, useContext } from "solid-js";
import Download from "lucide-solid/icons/download";
import ExternalLink from "lucide-solid/icons/external-link";
import Mail from "lucide-solid/icons/mail";
import PrinterIcon from "lucide-solid/icons/printer";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useMe } from "#ui/frame/me.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button, ButtonLink, buttonClass } from "#ui/parts/button.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { SidePanel } from "#ui/parts/side-panel.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { StatusChip, type ShownStatus } from "#ui/parts/status-chip.tsx";
import { letterWords } from "#words/letter.ts";
import { printWords, writeOn } from "#words/print.ts";
import { fileOf, printFile, type Printout } from "./print-commands.ts";
import { letterOf, PrintShared } from "./print-screen.tsx";
import { PrintStateChip } from "./print-state.tsx";

/** `/impression/:id`: one report over the queue: its PDF to look at, print, save, send and mark (F-133). */
export function PrintPanel() {
  const w = useWords(printWords);
  const l = useWords(letterWords);
  const params = useParams<{ id: string }>();
  const shared = useContext(PrintShared);
  const printout = useQuery(() => ({
    queryKey: ["print", "get", params.id],
    queryFn: () => api.print.get.query({ id: params.id }),
    retry: false,
  }));
  const known = () => answerOf(printout);
  const pending = () => shared?.commands.pending() ?? null;
  const run = (command: "deliver" | "undeliver" | "remake") => void shared?.commands.run(command, [params.id]);
  return (
    <SidePanel
      size="lg"
      title={known()?.place ?? "…"}
      crumb={known()?.receiving}
      aside={<Show when={known()}>{(one) => <PrintStateChip state={one().state} />}</Show>}
      onClose={() => shared?.back()}
      actions={
        known() ? (
          <Show when={known()}>
            {(one) => (
              <>
                <Show when={one().may.remake}>
                  <Button kind="quiet" class="mr-auto" pending={pending() === "remake"} onClick={() => run("remake")}>
                    {w().actions.remake}
                  </Button>
                </Show>
                <Show when={one().may.undeliver}>
                  <Button pending={pending() === "undeliver"} onClick={() => run("undeliver")}>
                    {w().actions.undeliver}
                  </Button>
                </Show>
                <Show when={one().may.deliver}>
                  <Button pending={pending() === "deliver"} onClick={() => run("deliver")}>
                    {w().actions.deliver}
                  </Button>
                </Show>
                <Show when={one().may.write}>
                  <ButtonLink kind="primary" href={letterOf([one().id])} icon={<Mail size={15} aria-hidden="true" />}>
                    {l().write}
                  </ButtonLink>
                </Show>
              </>
            )}
          </Show>
        ) : undefined
      }
    >
      <Show when={!printout.isError} fallback={<Mishap error={printout.error} />}>
        <Show when={known()} fallback={<Skeleton rows={10} />}>
          {(one) => <Details of={one()} />}
        </Show>
      </Show>
    </SidePanel>
  );
}

function Details(props: { of: Printout }) {
  const w = useWords(printWords);
  const l = useWords(letterWords);
  const { language } = useLanguage();
  const instant = (at: string) => writeOn(at, language());
  // A frame with a PDF is for the browser alone; the server does not draw it.
  const [shown, setShown] = createSignal(false);
  onMount(() => setShown(true));
  const me = useMe();
  const host = () => me.data?.actor?.kind === "receiving-coordinator";
  const about = () =>
    [
      props.of.pages === null ? "" : w().panel.pages(props.of.pages),
      w().panel.languages[props.of.language],
      props.of.calendar ? w().panel.calendar : "",
    ]
      .filter((part) => part !== "")
      .join(", ");
  return (
    <div class="flex flex-col gap-4">
      <Show when={props.of.state === "failed"}>
        <Notice kind="danger">{w().panel.failed}</Notice>
      </Show>
      <Show when={props.of.state === "making"}>
        <Notice kind="info">{w().panel.waiting}</Notice>
      </Show>
      <Show when={props.of.deliveredAt}>
        {(at) => (
          <Notice kind="done" quiet>
            {w().deliveredBy(instant(at()), props.of.deliveredBy ?? "", props.of.deliveredHow ?? "hand")}
          </Notice>
        )}
      </Show>
      <Show when={props.of.may.look}>
        <section class="flex flex-col gap-2" aria-label={w().actions.preview}>
          <div class="flex flex-wrap items-center gap-2">
            <span class="mr-auto text-xs text-muted">
              <code class="font-mono">{props.of.fileName}</code>, {about()}
            </span>
            <Button size="sm" icon={<PrinterIcon size={14} aria-hidden="true" />} onClick={() => printFile(props.of.id)}>
              {w().actions.print}
            </Button>
            <a class={buttonClass("plain", "sm")} href={fileOf(props.of.id, true)} download={props.of.fileName} rel="external">
              <Download size={14} aria-hidden="true" />
              <span>{w().actions.save}</span>
            </a>
            <a class={buttonClass("plain", "sm")} href={fileOf(props.of.id)} target="_blank" rel="noopener external">
              <ExternalLink size={14} aria-hidden="true" />
              <span>{w().actions.openTab}</span>
            </a>
          </div>
          <Show when={shown()}>
            {/* A telephone shows no PDF in a frame: there it opens in a tab. */}
            <iframe
              title={w().panel.preview(props.of.place)}
              src={`${fileOf(props.of.id)}&de=${encodeURIComponent(props.of.readyAt ?? "")}#view=FitH&navpanes=0`}
              class="h-[60vh] w-full rounded-lg border border-line bg-sunken max-md:hidden"
            />
          </Show>
        </section>
      </Show>
      <section>
        <h3 class="mb-1.5 text-xs font-semibold text-muted">{w().panel.requests}</h3>
        <ul class="divide-y divide-line rounded-lg border border-line">
          <For each={props.of.requests}>
            {(one) => (
              <li class="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 text-sm">
                <A href={`${host() ? "/demandes" : "/sorties"}/${one.id}`} class="font-medium tabular-nums hover:underline">
                  {w().numbers(String(one.reference))}
                </A>
                <StatusChip status={one.status as ShownStatus} />
                <span class="text-muted">
                  {one.course}, <span class="tabular-nums">{`${one.startsOn}\u00A0– ${one.endsOn}`}</span>
                </span>
                <Show when={one.answeredAt}>{(at) => <span class="text-muted">{w().answered(instant(at()), one.answeredBy)}</span>}</Show>
              </li>
            )}
          </For>
        </ul>
      </section>
      <section>
        <h3 class="mb-1.5 text-xs font-semibold text-muted">{w().panel.letters}</h3>
        <Show when={props.of.letters.length > 0} fallback={<p class="text-sm text-muted">{w().panel.noLetters}</p>}>
          <ul class="flex flex-col gap-1.5 text-sm">
            <For each={props.of.letters}>
              {(letter) => (
                <li class="flex flex-wrap gap-x-2">
                  <span class="font-medium break-all">{letter.to.join(", ")}</span>
                  <span class="text-muted">
                    {w().written(instant(letter.at))},{" "}
                    {letter.givenUp
                      ? l().section.gaveUp(letter.error)
                      : letter.openedAt
                        ? w().opened(instant(letter.openedAt))
                        : w().notOpened}
                  </span>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </section>
    </div>
  );
}
