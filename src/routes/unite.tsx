import { UnitHome } from "#ui/unit/unit-home.tsx";

export default function Route() {
  return <UnitHome />;
}
