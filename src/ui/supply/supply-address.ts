import { useSearchParams } from "@solidjs/router";
import { bands, type Band } from "#domain/capacity.ts";
import { isDay } from "#domain/dates.ts";
import { weekSpans, type WeekSpan } from "#domain/supply.ts";

/** What the address says; all of it may be absent. */
export type SupplySearch = {
  du?: string;
  au?: string;
  semaines?: string;
  forme?: string;
  cote?: string;
  quart?: string;
  jours?: string;
  discipline?: string;
  organisme?: string;
  site?: string;
  etablissement?: string;
  q?: string;
};

const addressOf = { day: "jour", evening: "soir", night: "nuit" } as const;
export const forms = ["picture", "table", "share"] as const;
export type Form = (typeof forms)[number];
const formAddress = { picture: "", table: "tableau", share: "partage" } as const;
/** The whole catalogue, though the school has agreements. */
const everywhere = "tous";

/** The picture's filters, kept in the address: a link or a reload shows the same picture. */
export function useSupplyAddress() {
  const [search, setSearch] = useSearchParams<SupplySearch>();
  const text = (name: keyof SupplySearch): string => {
    const value = search[name];
    return typeof value === "string" ? value : "";
  };
  const set = (to: SupplySearch) => setSearch(to, { replace: true, scroll: false });
  return {
    text,
    set,
    form: (): Form => forms.find((one) => formAddress[one] === text("forme")) ?? "picture",
    setForm: (form: Form) => set({ forme: formAddress[form] }),
    weeks: (): WeekSpan => weekSpans.find((one) => String(one) === text("semaines")) ?? 26,
    day: (otherwise: string): string => (isDay(text("du")) ? text("du") : otherwise),
    side: (): "placing" | "receiving" | undefined =>
      text("cote") === "milieu" ? "receiving" : text("cote") === "ecole" ? "placing" : undefined,
    setSide: (side: "placing" | "receiving") =>
      set({ cote: side === "placing" ? "ecole" : "milieu", organisme: "", site: "", etablissement: "" }),
    shift: (): Band | "all" => bands.find((band) => addressOf[band] === text("quart")) ?? "all",
    setShift: (shift: Band | "all") => set({ quart: shift === "all" ? "" : addressOf[shift] }),
    weekdays: (): number[] | null => {
      const days = [...new Set(text("jours"))].map(Number).filter((day) => day >= 1 && day <= 7);
      return days.length === 0 || days.length === 7 ? null : days.toSorted((one, other) => one - other);
    },
    setWeekdays: (days: readonly number[]) => set({ jours: days.length === 7 ? "" : days.join("") }),
    /** One organisation, « all » of the catalogue, or those one has an agreement with. */
    agency: (): { agencyId: string | null; agreed: boolean } => {
      const value = text("organisme");
      return value === ""
        ? { agencyId: null, agreed: true }
        : value === everywhere
          ? { agencyId: null, agreed: false }
          : { agencyId: value, agreed: false };
    },
    narrowed: () =>
      (["quart", "jours", "discipline", "organisme", "site", "etablissement", "q"] as const).some((name) => text(name) !== ""),
    clear: () => set({ quart: "", jours: "", discipline: "", organisme: "", site: "", etablissement: "", q: "" }),
    everywhere,
  };
}
export type SupplyAddress = ReturnType<typeof useSupplyAddress>;
