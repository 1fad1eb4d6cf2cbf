import { UnitsScreen } from "#ui/calendar/units-screen.tsx";

export default UnitsScreen;
