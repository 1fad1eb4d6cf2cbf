import { DisplaysScreen } from "#ui/board/displays-screen.tsx";

export default DisplaysScreen;
