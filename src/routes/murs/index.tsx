import { BoardsScreen } from "#ui/board/boards-screen.tsx";

export default BoardsScreen;
