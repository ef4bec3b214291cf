import { createHmac, type KeyObject } from 'node:crypto';
import { type Random, randomText } from '../../platform/random.ts';

/** 40 characters of 62 are 238 bits. */
const RANDOM_LENGTH = 40;
const FORM = /^sk_(?:test|live)_[A-Za-z0-9_]{4,200}$/;
const PUBLISHABLE_FORM = /^pk_(?:test|live)_[A-Za-z0-9]{40}$/;

export const isSecretKey = (text: string): boolean => FORM.test(text);

export const makeSecret = (random: Random, livemode: boolean): string =>
  `sk_${livemode ? 'live' : 'test'}_${randomText(random, RANDOM_LENGTH)}`;

export const isPublishableKey = (text: string): boolean => PUBLISHABLE_FORM.test(text);

export const makePublishableKey = (random: Random, livemode: boolean): string =>
  `pk_${livemode ? 'live' : 'test'}_${randomText(random, RANDOM_LENGTH)}`;

/**
 * What is stored of a key, and what it is found by. For a key that we made a plain SHA-256 would do: nobody guesses 238 bits. But a test
 * key may be chosen by a person, and then a copy of the database could be searched for it with guesses. A password's slow hash would help
 * against that and cost every request tens of milliseconds; a hash keyed with a secret that isn't in the database helps as well for nothing.
 */
export const hashSecret = (hashKey: KeyObject, secret: string): Buffer => createHmac('sha256', hashKey).update(secret).digest();

export const last4Of = (secret: string): string => secret.slice(-4);
