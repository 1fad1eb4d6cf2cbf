import { createContext, createSignal, useContext, type Accessor, type JSX } from "solid-js";
import { inWords, type Language, type Words } from "#words/words.ts";

interface LanguageState {
  language: Accessor<Language>;
  setLanguage(to: Language): void;
}

const french: LanguageState = { language: () => "fr", setLanguage: () => {} };
const LanguageContext = createContext(french);

/** Holds the page's language: changing it keeps the address and everything on the page (D7 F2), and is remembered for a year. */
export function LanguageProvider(props: { initial: Language; children: JSX.Element }) {
  const [language, change] = createSignal<Language>(props.initial);
  const setLanguage = (to: Language) => {
    document.cookie = `lang=${to}; path=/; max-age=31536000; samesite=lax`;
    document.documentElement.lang = to;
    change(to);
  };
  return <LanguageContext.Provider value={{ language, setLanguage }}>{props.children}</LanguageContext.Provider>;
}

export const useLanguage = (): LanguageState => useContext(LanguageContext);

/** The words of an area in the page's language: `const w = useWords(inboxWords); <h1>{w().title}</h1>`. */
export function useWords<T>(of: Words<T>) {
  const { language } = useLanguage();
  return () => inWords(of, language());
}
