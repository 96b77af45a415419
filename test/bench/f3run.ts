import { benchServer } from "./f3server.js"; await benchServer(2500);
