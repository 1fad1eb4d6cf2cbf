import { Show } from "solid-js";
import ChartNoAxesGantt from "lucide-solid/icons/chart-no-axes-gantt";
import type { Outputs } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { ButtonLink } from "#ui/parts/button.tsx";
import { occupancyWords } from "#words/occupancy.ts";

/** In the panel of a request that was received: how full its unit, or its service, is at these dates. */
export function OccupancyLink(props: { of: Pick<Outputs["request"]["get"], "side" | "place" | "schedule"> }) {
  const w = useWords(occupancyWords);
  const href = () => {
    const { siteId, serviceId, destinationId } = props.of.place;
    const asked = new URLSearchParams({ vue: "trimestre", du: props.of.schedule.startsOn });
    if (siteId) asked.set("site", siteId);
    if (serviceId) asked.set("service", serviceId);
    if (destinationId) asked.set("unite", destinationId);
    return `/occupation?${asked.toString()}`;
  };
  return (
    <Show when={props.of.side !== "placing" && props.of.place.serviceId}>
      <ButtonLink size="sm" class="mt-2" icon={<ChartNoAxesGantt size={14} aria-hidden="true" />} href={href()}>
        {w().ofRequest}
      </ButtonLink>
    </Show>
  );
}
