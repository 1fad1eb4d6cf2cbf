import { api } from "#ui/client.ts";
import { useLanguage } from "#ui/language.tsx";

const names = { fr: "Français", en: "English" } as const;

/** The other language, in its own words; the address and everything on the page stay. `signedIn` makes the account remember it. */
export function LanguageSwitch(props: { signedIn: boolean }) {
  const { language, setLanguage } = useLanguage();
  const other = () => (language() === "fr" ? ("en" as const) : ("fr" as const));
  return (
    <button
      type="button"
      lang={other()}
      aria-label={`${other().toUpperCase()}, ${names[other()]}`}
      title={names[other()]}
      class="grid h-8.5 min-w-9 shrink-0 place-items-center rounded px-2 text-xs font-semibold text-muted hover:bg-hover hover:text-ink"
      onClick={() => {
        const to = other();
        setLanguage(to);
        if (props.signedIn) api.account.setLanguage.mutate({ language: to }).catch(() => {});
      }}
    >
      {other().toUpperCase()}
    </button>
  );
}
