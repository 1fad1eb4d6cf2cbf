import { EditBoardScreen } from "#ui/board/editor-screen.tsx";

export default EditBoardScreen;
