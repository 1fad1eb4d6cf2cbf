import { PrintPanel } from "#ui/print/print-panel.tsx";

export default function Route() {
  return <PrintPanel />;
}
