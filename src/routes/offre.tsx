import { SupplyScreen } from "#ui/supply/supply-screen.tsx";

export default SupplyScreen;
