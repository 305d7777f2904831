// @ts-check
/** @type {Promise<Map<string, string>> | null} */
let loading = null;

/**
 * The shapes of every icon in the sprite as SVG source, by name: canvas pictures cannot refer to another file.
 * @returns {Promise<Map<string, string>>}
 */
export function iconShapes() {
  loading ??= fetch(document.body.dataset.sprite ?? '')
    .then((response) => (response.ok ? response.text() : ''))
    .then(readSprite, () => new Map());
  return loading;
}

/** @param {string} source */
export function readSprite(source) {
  return new Map(
    [...source.matchAll(/<symbol id="([^"]+)"[^>]*>([\s\S]*?)<\/symbol>/g)].map(([, name, shapes]) => [name, shapes]),
  );
}
