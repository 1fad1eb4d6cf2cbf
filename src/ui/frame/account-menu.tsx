import LogOut from "lucide-solid/icons/log-out";
import Monitor from "lucide-solid/icons/monitor";
import Moon from "lucide-solid/icons/moon";
import Sun from "lucide-solid/icons/sun";
import UserRound from "lucide-solid/icons/user-round";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { colourOf } from "#domain/person-colour.ts";
import { Avatar } from "#ui/parts/avatar.tsx";
import { Menu, type MenuItem } from "#ui/parts/menu.tsx";
import { frameWords } from "#words/frame.ts";
import type { Me } from "./me.ts";
import { setTheme, theme, type Theme } from "./theme.ts";

const icons = { system: Monitor, light: Sun, dark: Moon };

/** The three themes as menu items; the choice is the account's, on every machine. */
export function useThemeItems(): () => MenuItem[] {
  const w = useWords(frameWords);
  return () =>
    (["system", "light", "dark"] as const satisfies readonly Theme[]).map((one) => {
      const Icon = icons[one];
      return {
        id: `theme-${one}`,
        label: w().theme[one],
        icon: <Icon size={16} />,
        checked: theme() === one,
        run: () => {
          setTheme(one);
          // The page has changed already; the account only remembers it.
          api.account.setTheme.mutate({ theme: one }).catch(() => {});
        },
      };
    });
}

/** Whose session this is, and its ends. */
export function AccountMenu(props: { me: Me; onSignOut(everywhere: boolean): void }) {
  const w = useWords(frameWords);
  const themes = useThemeItems();
  const name = () => props.me.actor?.name ?? props.me.account.email;
  // Read when the menu opens: icons made while the page is hydrated would be looked for in it.
  const items = (): MenuItem[] => [
    { heading: props.me.account.email },
    { id: "mine", label: w().account.mine, icon: <UserRound size={16} />, hint: name(), href: "/compte" },
    "line",
    { heading: w().theme.label },
    ...themes(),
    "line",
    { id: "out", label: w().account.out, icon: <LogOut size={16} />, run: () => props.onSignOut(false) },
    { id: "everywhere", label: w().account.outEverywhere, icon: <LogOut size={16} />, run: () => props.onSignOut(true) },
  ];
  return (
    <Menu
      label={`${w().account.label}, ${name()}`}
      class="rounded-full"
      trigger={
        <span aria-hidden="true">
          <Avatar name={name()} colour={colourOf(props.me.actor?.personId ?? props.me.account.id)} />
        </span>
      }
      items={items()}
    />
  );
}
