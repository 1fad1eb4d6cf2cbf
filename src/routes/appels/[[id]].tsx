import { CallScreen } from "#ui/call/call-screen.tsx";

export default CallScreen;
