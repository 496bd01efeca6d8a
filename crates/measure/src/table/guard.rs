//! A reader that watches delimited text go by: lines without end, quotes that never close, bytes that no text has.

use std::io::{self, BufRead as _, BufReader, Read};

use crate::problem::Problem;

/// The most bytes between two line ends.
const MAX_LINE: usize = 16 * 1024 * 1024;
const BLOCK: usize = 64 * 1024;

pub(super) struct Guard {
    inner: BufReader<Box<dyn Read + Send>>,
    line: usize,
    quotes: usize,
    /// The block that went by last, and how many bytes stand before it.
    block: Vec<u8>,
    before: u64,
}

impl Guard {
    pub(super) fn new(source: Box<dyn Read + Send>) -> Self {
        Self {
            inner: BufReader::with_capacity(BLOCK, source),
            line: 0,
            quotes: 0,
            block: Vec::with_capacity(BLOCK),
            before: 0,
        }
    }

    /// Whether the byte before a place of the last block is the end of a line.
    #[inline]
    pub(super) fn is_line_end(&self, place: u64) -> bool {
        let at = place.checked_sub(self.before + 1);
        let at = at.and_then(|at| usize::try_from(at).ok());
        at.and_then(|at| self.block.get(at)) == Some(&b'\n')
    }

    /// The first block, without taking it.
    pub(super) fn peek(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }
}

impl Read for Guard {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(out)?;
        let block = out.get(..read).unwrap_or_default();
        if read == 0 {
            if self.quotes % 2 == 1 {
                return Err(io::Error::other(Problem::new("unclosed-quote")));
            }
            return Ok(0);
        }
        self.before += self.block.len() as u64;
        self.block.clear();
        self.block.extend_from_slice(block);
        if memchr::memchr(0, block).is_some() {
            return Err(io::Error::other(Problem::new("binary")));
        }
        self.quotes += memchr::memchr_iter(b'"', block).count();
        self.line = match memchr::memrchr(b'\n', block) {
            Some(end) => read - end,
            None => self.line + read,
        };
        if self.line > MAX_LINE {
            return Err(io::Error::other(Problem::new("line-too-long")));
        }
        Ok(read)
    }
}
