// @ts-check
/**
 * What waits to be sent, in IndexedDB: it outlives a closed page, a restarted browser and hours without a network.
 * Pages and the service worker read and write the same store; nothing here knows a document.
 *
 * @typedef {[string, string | Blob]} Field
 * @typedef {{message: string, code: string, errors: {where?: string, message: string}[]}} Refusal
 * @typedef {{
 *   id: string, kind: string, label: string, url: string, headers: Record<string, string>, json: any, form: Field[] | null,
 *   after: string | null, needsPage: boolean, made: number, tries: number, nextAt: number,
 *   state: 'waiting' | 'refused' | 'sent', refusal: Refusal | null, answer: any
 * }} Item
 * `id` is the thing's own id, made on this device; it goes out as the idempotency key, with the very same content every
 * time. `after` names an item that must have arrived first. `needsPage` says that only a page can send it, with its
 * CSRF token. What arrived stays a while as "sent", so that it is seen to have arrived.
 */
const NAME = 'aluekartta';
const ITEMS = 'outbox';
const NOTES = 'notes';

/** @type {Promise<IDBDatabase> | null} */
let opened = null;

/** @returns {Promise<IDBDatabase>} */
function database() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore(ITEMS, {keyPath: 'id'});
      asked.result.createObjectStore(NOTES);
    };
    asked.onsuccess = () => {
      asked.result.onversionchange = () => {
        asked.result.close();
        opened = null;
      };
      resolve(asked.result);
    };
    asked.onerror = () => {
      opened = null;
      reject(asked.error);
    };
  });
  return opened;
}

/**
 * @template T
 * @param {string} store @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest<T>} work
 * @returns {Promise<T>} when the transaction is through, not before: then it is on the disk
 */
async function within(store, mode, work) {
  const transaction = (await database()).transaction(store, mode, {durability: 'strict'});
  const request = work(transaction.objectStore(store));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

/** @returns {Promise<Item[]>} the oldest first */
export async function items() {
  const found = /** @type {Item[]} */ (await within(ITEMS, 'readonly', (store) => store.getAll()));
  return found.sort((one, other) => one.made - other.made);
}

/** @param {string} id @returns {Promise<Item | undefined>} */
export const item = (id) => within(ITEMS, 'readonly', (store) => store.get(id));

/** @param {Item} one */
export const put = (one) => within(ITEMS, 'readwrite', (store) => store.put(one));

/** @param {string} id */
export const remove = (id) => within(ITEMS, 'readwrite', (store) => store.delete(id));

/** @param {string} key @returns {Promise<any>} something small that a page keeps between its visits */
export const note = (key) => within(NOTES, 'readonly', (store) => store.get(key));

/** @param {string} key @param {any} value */
export const keepNote = (key, value) => within(NOTES, 'readwrite', (store) => store.put(value, key));

/** @returns {Promise<Map<string, any>>} all that pages keep */
export async function notes() {
  const [keys, values] = await Promise.all([
    within(NOTES, 'readonly', (store) => store.getAllKeys()),
    within(NOTES, 'readonly', (store) => store.getAll()),
  ]);
  return new Map(keys.map((key, index) => [String(key), values[index]]));
}
