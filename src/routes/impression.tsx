import type { RouteSectionProps } from "@solidjs/router";
import { PrintScreen } from "#ui/print/print-screen.tsx";

export default function Route(props: RouteSectionProps) {
  return <PrintScreen>{props.children}</PrintScreen>;
}
