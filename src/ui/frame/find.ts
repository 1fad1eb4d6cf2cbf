import { createComponent } from "solid-js";
import { useNavigate } from "@solidjs/router";
import Search from "lucide-solid/icons/search";
import { api, type Outputs } from "#ui/client.ts";
import { useLanguage } from "#ui/language.tsx";
import type { PaletteAnswer, PaletteGroup, PaletteItem } from "#ui/parts/palette-item.ts";
import { StatusChip } from "#ui/parts/status-chip.tsx";
import { hitIcons, shownHit } from "#ui/search/hit.ts";
import { recentOf } from "#ui/search/recent.ts";
import { searchWords } from "#words/search.ts";
import { inWords } from "#words/words.ts";
import type { ActorInUse } from "./me.ts";

type Hit = Outputs["search"]["named"]["hits"][number];

/** What the palette asks of the server: what a text finds, group by group, and what was opened last. */
export function createFinder(actor: () => ActorInUse | null) {
  const navigate = useNavigate();
  const { language } = useLanguage();
  const itemOf = (hit: Hit): PaletteItem => {
    const { words, detail, href, status } = shownHit(hit, language());
    return {
      id: `find-${hit.kind}-${hit.id}`,
      words,
      detail,
      icon: hitIcons[hit.kind],
      run: () => navigate(href),
      ...(status === null ? {} : { aside: () => createComponent(StatusChip, { status, short: true }) }),
    };
  };
  return {
    async find(text: string): Promise<PaletteAnswer> {
      if (!actor()) return { groups: [], words: [] };
      const w = inWords(searchWords, language());
      const found = await api.search.find.query({ text: text.slice(0, 200) });
      const groups: PaletteGroup[] = found.groups.map(({ kind, hits }) => ({ id: kind, heading: w.kinds[kind], items: hits.map(itemOf) }));
      if (groups.length > 0)
        groups.push({
          id: "all",
          heading: "",
          items: [
            { id: "find-all", words: w.everything(text), icon: Search, run: () => navigate(`/recherche?q=${encodeURIComponent(text)}`) },
          ],
        });
      return { groups, words: found.words, ...(found.otherwise && groups.length > 0 ? { note: w.otherwise } : {}) };
    },
    async recent(): Promise<PaletteGroup | null> {
      const of = actor();
      const items = of ? recentOf(of.roleId) : [];
      if (items.length === 0) return null;
      const { hits } = await api.search.named.query({ items });
      return hits.length === 0
        ? null
        : { id: "recent", heading: inWords(searchWords, language()).recent, items: hits.slice(0, 6).map(itemOf) };
    },
  };
}
