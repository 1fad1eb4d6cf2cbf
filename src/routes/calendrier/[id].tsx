import { useParams } from "@solidjs/router";
import { UnitScreen } from "#ui/calendar/unit-screen.tsx";

export default function Route() {
  const params = useParams<{ id: string }>();
  return <UnitScreen destinationId={params.id} />;
}
