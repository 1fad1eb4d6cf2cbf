import { A } from "@solidjs/router";
import { createMemo, Show, type Component } from "solid-js";
import CalendarClock from "lucide-solid/icons/calendar-clock";
import CircleX from "lucide-solid/icons/circle-x";
import ClipboardList from "lucide-solid/icons/clipboard-list";
import Eye from "lucide-solid/icons/eye";
import Handshake from "lucide-solid/icons/handshake";
import Inbox from "lucide-solid/icons/inbox";
import Mail from "lucide-solid/icons/mail";
import MailOpen from "lucide-solid/icons/mail-open";
import MailX from "lucide-solid/icons/mail-x";
import MessageCircleReply from "lucide-solid/icons/message-circle-reply";
import MessageSquare from "lucide-solid/icons/message-square";
import UserCheck from "lucide-solid/icons/user-check";
import type { NoticeKind } from "#domain/notice.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { buttonClass } from "#ui/parts/button.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { noticeMailWords } from "#words/notice-mail.ts";
import { noticePageWords } from "#words/notice-page.ts";
import { actOfNotice, pageFactsOf, sayNotice } from "#words/notice-said.ts";
import { writeInstant } from "#words/words.ts";
import type { NoticeEntry } from "./notice-panel.tsx";

const icons: Record<NoticeKind, Component<{ size: number; class?: string; "aria-hidden": "true" }>> = {
  "to-answer": Inbox,
  answer: MessageCircleReply,
  cancellation: CircleX,
  condition: ClipboardList,
  proposal: Handshake,
  comment: MessageSquare,
  change: CalendarClock,
  supervisor: UserCheck,
  watch: Eye,
  bounce: MailX,
};

/** Where the one thing to do about it is done. */
const hrefOf = (entry: NoticeEntry): string =>
  entry.seen === null ? pageFactsOf(entry.facts).href : `${entry.side === "placing" ? "/sorties" : "/demandes"}/${entry.seen.id}`;

/** One thing that happened: what, to which request, when, and what to do about it. */
export function NoticeLine(props: { entry: NoticeEntry; onMark(read: boolean): void; onLeave(): void }) {
  const w = useWords(noticePageWords);
  const kinds = useWords(noticeMailWords);
  const { language } = useLanguage();
  const said = createMemo(() => sayNotice(props.entry, language()));
  const Icon = () => {
    const Chosen = icons[props.entry.kind];
    return <Chosen size={16} aria-hidden="true" class={props.entry.read ? "text-muted" : "text-accent"} />;
  };
  const more = () => {
    const { seen, facts } = props.entry;
    if (seen === null) return pageFactsOf(facts).text?.[language()] ?? "";
    const parts = [w().request(seen.reference, seen.course), said().includes(seen.other) ? "" : seen.other, seen.place];
    return parts.filter((part) => part !== "").join(" · ");
  };
  const leave = () => {
    if (!props.entry.read) props.onMark(true);
    props.onLeave();
  };
  return (
    <li class={`relative flex gap-3 py-2.5 pr-2 pl-4 ${props.entry.read ? "" : "bg-accent-soft/40"}`} data-read={props.entry.read}>
      <span class="mt-0.5 grid size-5 shrink-0 place-items-center" title={kinds().kinds[props.entry.kind]}>
        <Icon />
      </span>
      <div class="min-w-0 flex-1">
        <p class={`text-sm wrap-anywhere ${props.entry.read ? "" : "font-semibold"}`}>
          <Show when={!props.entry.read}>
            <span class="sr-only">{w().isUnread}. </span>
          </Show>
          {said()}
        </p>
        <p class="text-xs wrap-anywhere text-muted">{more()}</p>
        <p class="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-muted">
          <A
            href={hrefOf(props.entry)}
            class={props.entry.read ? "inline-flex min-h-7 items-center text-accent hover:underline" : buttonClass("plain", "sm")}
            onClick={leave}
          >
            {props.entry.over ? kinds().act.open : actOfNotice(props.entry, language())}
          </A>
          <Show when={props.entry.over}>
            <span>{w().over}</span>
          </Show>
          <time datetime={props.entry.at} class="ml-auto tabular-nums">
            {writeInstant(props.entry.at, language(), new Date())}
          </time>
        </p>
      </div>
      <Show when={!props.entry.over}>
        <IconButton
          size="sm"
          side="left"
          label={props.entry.read ? w().markUnread : w().markRead}
          icon={props.entry.read ? <Mail size={14} aria-hidden="true" /> : <MailOpen size={14} aria-hidden="true" />}
          onClick={() => props.onMark(!props.entry.read)}
        />
      </Show>
    </li>
  );
}
