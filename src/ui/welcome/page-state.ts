import { useLocation, useSearchParams } from "@solidjs/router";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/solid-query";
import { createContext, createMemo, useContext } from "solid-js";
import { can } from "#domain/access.ts";
import { newsGroups, welcomeLists, type NewsGroup } from "#domain/welcome.ts";
import { answerOf } from "#ui/answer.ts";
import { api, type Inputs, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import type { ActorInUse } from "#ui/frame/me.ts";
import { statusWords } from "#words/status.ts";

export type WelcomeHead = Outputs["welcome"]["head"];
export type Shown = Inputs["welcome"]["list"]["show"];
type Side = "placing" | "receiving";

type Search = { voir?: string; fait?: string; periode?: string; cote?: string };

const textOf = (value: string | string[] | undefined): string => (typeof value === "string" ? value : "");
const isShown = (text: string): text is Shown => (welcomeLists as readonly string[]).includes(text) || Object.hasOwn(statusWords.fr, text);
const isGroup = (text: string): text is NewsGroup => (newsGroups as readonly string[]).includes(text);
const isSession = (text: string): boolean => /^(today|past|all|[0-9a-f-]{36})$/.test(text);

/**
 * What the welcome page shows, in its address: the list that is open (`voir`, narrowed by `fait`), the period, the side of who has two. The
 * period of an address without one is what the role last chose.
 */
export function useWelcomePage(actor: () => ActorInUse) {
  const [search, setSearch] = useSearchParams<Search>();
  const location = useLocation();
  const queries = useQueryClient();
  const failure = useFailure();
  const sees = () => can(actor(), "request.see");
  const side = (): Side => (textOf(search.cote) === "recevoir" ? "receiving" : "placing");
  const asked = createMemo(() => ({
    side: side(),
    session: isSession(textOf(search.periode)) ? textOf(search.periode) : null,
  }));
  const head = useQuery(() => ({
    queryKey: ["request", "welcome", "head", asked()],
    queryFn: () => api.welcome.head.query(asked()),
    enabled: sees(),
    placeholderData: keepPreviousData,
  }));
  const shown = (): Shown | null => {
    const text = textOf(search.voir);
    // An instructor comes for her groups.
    return isShown(text) ? text : actor().kind === "instructor" ? "all" : null;
  };
  const query = (change: Search): string => {
    const next = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(change)) {
      if (value === "") next.delete(name);
      else next.set(name, value);
    }
    const text = next.toString();
    return text === "" ? "" : `?${text}`;
  };
  const narrow = async (session: string) => {
    setSearch({ periode: session }, { replace: true, scroll: false });
    try {
      await api.welcome.narrow.mutate({ side: side(), session });
    } catch (error) {
      failure.tell(error);
    }
  };
  return {
    actor,
    head: () => (sees() ? answerOf(head) : undefined),
    failed: () => head.isError,
    asked,
    /** The list that is open; null: none. */
    shown,
    group: (): NewsGroup | null => {
      const text = textOf(search.fait);
      return isGroup(text) ? text : null;
    },
    /** The address that opens a list, or closes the one that is open. */
    hrefOf: (show: Shown, group: NewsGroup | null = null): string => `/accueil${query({ voir: show, fait: group ?? "" })}`,
    closed: () => `/accueil${query({ voir: "", fait: "" })}`,
    query: () => location.search,
    narrow,
    turn: (to: Side) => setSearch({ cote: to === "receiving" ? "recevoir" : "", voir: "", fait: "", periode: "" }, { replace: true }),
    refresh: () => void queries.invalidateQueries({ queryKey: ["request", "welcome"] }),
  };
}
export type WelcomePage = ReturnType<typeof useWelcomePage>;

export const WelcomeContext = createContext<WelcomePage>();
/** The page's state, for what stands on it. */
export function useWelcome(): WelcomePage {
  const page = useContext(WelcomeContext);
  if (!page) throw new Error("not on the welcome page");
  return page;
}
