import { BoardScreen } from "#ui/board/board-screen.tsx";

export default BoardScreen;
