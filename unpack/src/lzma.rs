//! Literals, matches and the four last distances: what the bits of the range coder mean.

use crate::chances::{
    Coder, IS_MATCH, IS_REP, IS_REP_0, IS_REP_0_LONG, IS_REP_1, IS_REP_2, LENGTH, LITERAL,
    REP_LENGTH,
};

/// The packed bytes are not what they claim to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spoilt;

/// What stands before the packed bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    context_bits: u32,
    literal_mask: usize,
    position_mask: usize,
    /// How many bytes there are unpacked.
    pub size: usize,
}

const HEADER: usize = 18;

impl Header {
    /// # Errors
    /// When it is none, or one with more context for literals than the usual three bits.
    pub fn read(packed: &[u8]) -> Result<Self, Spoilt> {
        let header: &[u8; HEADER] = packed.first_chunk().ok_or(Spoilt)?;
        let properties = u32::from(header[0]);
        let (context_bits, properties) = (properties % 9, properties / 9);
        let (literal_bits, position_bits) = (properties % 5, properties / 5);
        let size = u32::from_le_bytes([header[5], header[6], header[7], header[8]]);
        let is_long = header[9..13] != [0; 4];
        if context_bits + literal_bits > 3 || position_bits > 4 || is_long {
            return Err(Spoilt);
        }
        Ok(Self {
            context_bits,
            literal_mask: (1 << literal_bits) - 1,
            position_mask: (1 << position_bits) - 1,
            size: usize::try_from(size).map_err(|_| Spoilt)?,
        })
    }
}

pub struct Lzma {
    coder: Coder,
    state: usize,
    /// The last distances, the latest first, each less one.
    last: [usize; 4],
    written: usize,
}

impl Lzma {
    pub const EMPTY: Self = Self { coder: Coder::EMPTY, state: 0, last: [0; 4], written: 0 };

    /// Makes ready for the bytes of this header.
    ///
    /// # Errors
    /// When there is no header.
    pub fn begin(&mut self, packed: &[u8]) -> Result<Header, Spoilt> {
        let header = Header::read(packed)?;
        let code = u32::from_be_bytes([packed[14], packed[15], packed[16], packed[17]]);
        self.coder.begin(code, HEADER);
        (self.state, self.last, self.written) = (0, [0; 4], 0);
        Ok(header)
    }

    /// Unpacks at least so many bytes more, or what is left. Gives how many there are by now.
    ///
    /// # Errors
    /// When the packed bytes make no sense.
    pub fn more(
        &mut self,
        header: Header,
        packed: &[u8],
        out: &mut [u8],
        more: usize,
    ) -> Result<usize, Spoilt> {
        let goal = self.written.saturating_add(more).min(out.len());
        while self.written < goal {
            let position = self.written & header.position_mask;
            if self.coder.bit(packed, IS_MATCH + (self.state << 4) + position) == 0 {
                self.literal(header, packed, out)?;
            } else {
                self.copy(packed, out, position)?;
            }
        }
        Ok(self.written)
    }

    #[inline(always)]
    fn literal(&mut self, header: Header, packed: &[u8], out: &mut [u8]) -> Result<(), Spoilt> {
        let before = self.written.checked_sub(1).and_then(|at| out.get(at)).copied().unwrap_or(0);
        let context = (self.written & header.literal_mask) << header.context_bits;
        let context = context + (usize::from(before) >> (8 - header.context_bits));
        let place = LITERAL + 0x300 * context;
        let mut symbol = 1;
        if self.state >= 7 {
            let from = self.written.checked_sub(self.last[0] + 1).ok_or(Spoilt)?;
            let mut expected = usize::from(*out.get(from).ok_or(Spoilt)?);
            while symbol < 0x100 {
                expected <<= 1;
                let likely = expected >> 8 & 1;
                let found = self.coder.often(packed, place + ((1 + likely) << 8) + symbol);
                symbol = symbol << 1 | found;
                if found != likely {
                    break;
                }
            }
        }
        while symbol < 0x100 {
            symbol = symbol << 1 | self.coder.often(packed, place + symbol);
        }
        #[expect(clippy::cast_possible_truncation, reason = "the leading bit falls away")]
        let byte = symbol as u8;
        *out.get_mut(self.written).ok_or(Spoilt)? = byte;
        self.written += 1;
        self.state = match self.state {
            0..4 => 0,
            4..10 => self.state - 3,
            _ => self.state - 6,
        };
        Ok(())
    }

    fn copy(&mut self, packed: &[u8], out: &mut [u8], position: usize) -> Result<(), Spoilt> {
        let is_late = self.state >= 7;
        let count;
        if self.coder.bit(packed, IS_REP + self.state) == 0 {
            count = self.coder.length(packed, LENGTH, position);
            let distance = self.coder.distance(packed, count)?;
            let [first, second, third, _] = self.last;
            self.last = [distance, first, second, third];
            self.state = if is_late { 10 } else { 7 };
        } else if self.again(packed, position) {
            count = self.coder.length(packed, REP_LENGTH, position);
            self.state = if is_late { 11 } else { 8 };
        } else {
            count = 1;
            self.state = if is_late { 11 } else { 9 };
        }
        let from = self.written.checked_sub(self.last[0] + 1).ok_or(Spoilt)?;
        let end = self.written + count;
        if self.coder.is_past(packed) || end > out.len() {
            return Err(Spoilt);
        }
        // What is copied may be what was copied a moment ago.
        for step in 0..count {
            let byte = out.get(from + step).copied().unwrap_or(0);
            if let Some(place) = out.get_mut(self.written + step) {
                *place = byte;
            }
        }
        self.written = end;
        Ok(())
    }

    /// Takes one of the last distances to the front; false for a single byte at the first.
    fn again(&mut self, packed: &[u8], position: usize) -> bool {
        let [first, second, third, fourth] = self.last;
        if self.coder.bit(packed, IS_REP_0 + self.state) == 0 {
            return self.coder.bit(packed, IS_REP_0_LONG + (self.state << 4) + position) == 1;
        }
        self.last = if self.coder.bit(packed, IS_REP_1 + self.state) == 0 {
            [second, first, third, fourth]
        } else if self.coder.bit(packed, IS_REP_2 + self.state) == 0 {
            [third, first, second, fourth]
        } else {
            [fourth, first, second, third]
        };
        true
    }
}
