// The console on a real gateway of this version.
import { realJourneys } from '../harness/real_journeys.mjs';

realJourneys('2026.9.6');
