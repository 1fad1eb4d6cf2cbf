import { ClosedDaysScreen } from "#ui/calendar/closed-days-screen.tsx";

export default ClosedDaysScreen;
