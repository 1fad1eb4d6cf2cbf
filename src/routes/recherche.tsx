import { SearchScreen } from "#ui/search/search-screen.tsx";

export default SearchScreen;
