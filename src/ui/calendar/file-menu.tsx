import CalendarArrowDown from "lucide-solid/icons/calendar-arrow-down";
import type { Id } from "#domain/id.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Menu } from "#ui/parts/menu.tsx";
import { calendarWords } from "#words/calendar.ts";

/** The calendar as a file other calendars read, in the language chosen; a student's own when hers is shown. */
export function FileMenu(props: { id: Id; studentId: Id | null }) {
  const w = useWords(calendarWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const load = async (of: "fr" | "en") => {
    try {
      const { name, text } = await api.calendar.file.query({ id: props.id, language: of, studentId: props.studentId });
      const url = URL.createObjectURL(new Blob([text], { type: "text/calendar;charset=utf-8" }));
      const link = document.createElement("a");
      link.href = url;
      link.download = name;
      link.click();
      URL.revokeObjectURL(url);
    } catch (error) {
      failure.tell(error);
    }
  };
  const items = () => {
    const french = { id: "fr", label: w().fileFr, run: () => void load("fr") };
    const english = { id: "en", label: w().fileEn, run: () => void load("en") };
    return [
      { heading: w().file },
      ...(language() === "fr" ? [french, english] : [english, french]),
      "line" as const,
      { heading: w().fileNote },
    ];
  };
  return (
    <Menu
      kind="plain"
      trigger={
        <>
          <CalendarArrowDown size={15} aria-hidden="true" />
          <span>.ics</span>
        </>
      }
      items={items()}
    />
  );
}
