import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import BellRing from "lucide-solid/icons/bell-ring";
import BookOpen from "lucide-solid/icons/book-open";
import CalendarDays from "lucide-solid/icons/calendar-days";
import Building from "lucide-solid/icons/building";
import ChartNoAxesGantt from "lucide-solid/icons/chart-no-axes-gantt";
import GraduationCap from "lucide-solid/icons/graduation-cap";
import House from "lucide-solid/icons/house";
import Inbox from "lucide-solid/icons/inbox";
import Megaphone from "lucide-solid/icons/megaphone";
import Layers from "lucide-solid/icons/layers";
import MessageSquareQuote from "lucide-solid/icons/message-square-quote";
import Monitor from "lucide-solid/icons/monitor";
import Printer from "lucide-solid/icons/printer";
import Scale from "lucide-solid/icons/scale";
import ScrollText from "lucide-solid/icons/scroll-text";
import Send from "lucide-solid/icons/send";
import UserCheck from "lucide-solid/icons/user-check";
import HeartHandshake from "lucide-solid/icons/heart-handshake";
import LayoutDashboard from "lucide-solid/icons/layout-dashboard";
import Users from "lucide-solid/icons/users";
import UsersRound from "lucide-solid/icons/users-round";
import { useWords } from "#ui/language.tsx";
import { frameWords } from "#words/frame.ts";
import type { NavItem } from "./navigation.ts";

const icons = {
  home: House,
  cohorts: Layers,
  outbox: Send,
  assignments: UserCheck,
  students: GraduationCap,
  places: Building,
  programmes: BookOpen,
  people: Users,
  history: ScrollText,
  requests: Inbox,
  calls: Megaphone,
  print: Printer,
  occupancy: ChartNoAxesGantt,
  supply: Scale,
  reasons: MessageSquareQuote,
  walls: Monitor,
  watches: BellRing,
  units: CalendarDays,
  supervisors: UsersRound,
  unit: LayoutDashboard,
  placements: HeartHandshake,
} as const satisfies Record<NavItem["id"], unknown>;

/** The links of the rail or of the drawer; `small` leaves the words to the ear and the tooltip. */
export function RailLinks(props: {
  items: readonly NavItem[];
  counts: Partial<Record<NavItem["id"], number>>;
  small?: boolean;
  onGo?: () => void;
}) {
  const w = useWords(frameWords);
  return (
    <ul class="flex flex-col gap-0.5">
      <For each={props.items}>
        {(item) => {
          const count = () => props.counts[item.id] ?? 0;
          return (
            <li>
              <A
                href={item.href}
                onClick={() => props.onGo?.()}
                title={props.small ? w().nav[item.id] : undefined}
                class="relative flex min-h-9 items-center gap-2.5 rounded px-2.5 text-sm font-medium"
                activeClass="bg-accent-soft text-accent-strong"
                inactiveClass="text-muted hover:bg-hover hover:text-ink"
              >
                <Dynamic component={icons[item.id]} size={17} class="shrink-0" />
                <span class={props.small ? "sr-only" : "min-w-0 flex-1"}>{w().nav[item.id]}</span>
                <Show when={count() > 0}>
                  <span
                    class={
                      props.small
                        ? "absolute top-0.5 right-0.5 min-w-4 rounded-full bg-accent px-1 text-center text-[0.5625rem] leading-4 font-semibold text-on-accent"
                        : "min-w-5 rounded-full bg-accent px-1.5 text-center text-2xs leading-4.5 font-semibold text-on-accent"
                    }
                  >
                    <span aria-hidden="true">{count() > 999 ? "999+" : count()}</span>
                    <span class="sr-only">{w().waiting(count())}</span>
                  </span>
                </Show>
              </A>
            </li>
          );
        }}
      </For>
    </ul>
  );
}
