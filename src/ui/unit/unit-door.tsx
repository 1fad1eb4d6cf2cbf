import { useNavigate } from "@solidjs/router";
import { onMount } from "solid-js";
import ArrowRight from "lucide-solid/icons/arrow-right";
import LayoutDashboard from "lucide-solid/icons/layout-dashboard";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { unitViewWords } from "#words/unit-view.ts";
import { setSimpleView, simpleView } from "./unit-view.ts";

/** On a unit head's home page: the way to the simple view, which is her home from then on, until she chooses the other (F-193). */
export function UnitDoor() {
  const w = useWords(unitViewWords);
  const navigate = useNavigate();
  onMount(() => {
    if (simpleView()) navigate("/unite", { replace: true });
  });
  return (
    <div class="flex flex-wrap items-center gap-x-4 gap-y-3 rounded-xl border border-accent/40 bg-accent-soft p-4">
      <LayoutDashboard size={22} class="shrink-0 text-accent" aria-hidden="true" />
      <div class="min-w-0 flex-[1_1_14rem]">
        <p class="font-semibold">
          {w().title}, {w().simple.toLocaleLowerCase()}
        </p>
        <p class="text-sm text-muted">{w().card(0)}</p>
      </div>
      <Button
        kind="primary"
        icon={<ArrowRight size={16} aria-hidden="true" />}
        onClick={() => {
          setSimpleView(true);
          navigate("/unite");
        }}
      >
        {w().toSimple}
      </Button>
    </div>
  );
}
