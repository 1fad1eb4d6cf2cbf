import { createSignal } from "solid-js";
import Eye from "lucide-solid/icons/eye";
import EyeOff from "lucide-solid/icons/eye-off";
import { useWords } from "#ui/language.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { accountWords } from "#words/account.ts";

/** A password: pasted or filled by a manager as well as typed (WCAG 3.3.8), shown on demand. */
export function PasswordInput(props: {
  value: string;
  onChange(value: string): void;
  name: string;
  autocomplete: "current-password" | "new-password";
  autofocus?: boolean;
}) {
  const w = useWords(accountWords);
  const [shown, setShown] = createSignal(false);
  return (
    <span class="relative block">
      <TextInput
        value={props.value}
        onChange={props.onChange}
        name={props.name}
        type={shown() ? "text" : "password"}
        autocomplete={props.autocomplete}
        autocapitalize="none"
        spellcheck={false}
        maxLength={256}
        class="w-full pr-10"
      />
      <button
        type="button"
        class="absolute top-1/2 right-1 grid size-8 -translate-y-1/2 place-items-center rounded text-muted hover:bg-hover hover:text-ink"
        aria-label={shown() ? w().hide : w().show}
        aria-pressed={shown()}
        onClick={() => setShown(!shown())}
      >
        {shown() ? <EyeOff size={16} aria-hidden="true" /> : <Eye size={16} aria-hidden="true" />}
      </button>
    </span>
  );
}
