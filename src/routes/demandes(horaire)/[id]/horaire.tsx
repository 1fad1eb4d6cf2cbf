import { useParams } from "@solidjs/router";
import { CalendarScreen } from "#ui/calendar/calendar-screen.tsx";

export default function Route() {
  const params = useParams<{ id: string }>();
  return <CalendarScreen id={params.id} list="inbox" />;
}
