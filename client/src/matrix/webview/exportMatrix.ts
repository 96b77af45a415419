import type { Matrix } from "../../../../shared/src/messages.js";
import {
  type Arrangement,
  type MatrixView,
  matrixCsv,
  matrixMarkdown,
  matrixSvg,
  type Picture,
} from "../../../../shared/src/reports/matrix/view/index.js";
import type { SaveFormat } from "../protocol.js";

/** What is shown, to be written down. */
export interface ShownMatrix {
  readonly title: string;
  readonly matrix: Matrix;
  readonly view: MatrixView;
  readonly arrangement: Arrangement;
}

/** What is shown as a file's content; undefined where it is too much for one picture. */
export async function contentOfFile(shown: ShownMatrix, format: SaveFormat): Promise<string | Uint8Array | undefined> {
  const { matrix, view, arrangement, title } = shown;
  if (format === "csv") return matrixCsv(matrix, view, arrangement);
  if (format === "md") return matrixMarkdown(matrix, view, arrangement);
  const picture = matrixSvg(matrix, view, arrangement, title);
  return format === "svg" ? picture?.svg : picture && draw(picture);
}

/** Browsers make no larger canvases. */
const MAX_SIDE = 16_384;
const MAX_PIXELS = 120_000_000;

/** How many pixels a picture's unit gets: twice as many for sharpness, fewer where the canvas would be too large. */
export function scaleFor({ width, height }: Pick<Picture, "width" | "height">): number {
  return Math.min(2, MAX_SIDE / width, MAX_SIDE / height, Math.sqrt(MAX_PIXELS / (width * height)));
}

/** Less than this cannot be read any more. */
const LEAST_SCALE = 0.6;

async function draw(picture: Picture): Promise<Uint8Array | undefined> {
  const scale = scaleFor(picture);
  if (scale < LEAST_SCALE) return undefined;
  const address = URL.createObjectURL(new Blob([picture.svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.floor(picture.width * scale);
    canvas.height = Math.floor(picture.height * scale);
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
    return blob === null ? undefined : new Uint8Array(await blob.arrayBuffer());
  } finally {
    URL.revokeObjectURL(address);
  }
}
