import { NewBoardScreen } from "#ui/board/editor-screen.tsx";

export default NewBoardScreen;
