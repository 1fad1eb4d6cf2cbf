import { WallScreen } from "#ui/wall/wall-screen.tsx";

export default WallScreen;
