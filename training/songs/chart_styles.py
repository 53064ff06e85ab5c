"""At what tempi the styles of MMA's library are played, and what one taps to them.

Styles whose notated beat is not surely what one taps (samba, bluegrass, ragtime, ...) are left out.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """Styles that are played alike: `bpm` of what one taps, which lasts `quarters` of MMA's.

    `bar` is the length of a bar in beats, `division` what a melody divides them into; `share` is how
    often each of its styles is taken. Without a band (`is_drums`) a style is a drum machine's patterns.
    """

    bpm: tuple[float, float]
    styles: str
    bar: int = 4
    quarters: int = 1
    division: int = 4
    share: float = 1.0
    is_drums: bool = False


KINDS = (
    Kind((58, 90), """stdlib/ballad stdlib/folkballad stdlib/guitarballad stdlib/popballad stdlib/rb-ballad
        stdlib/rockballad stdlib/stringballad stdlib/pianoballad casio/16beatballad1 casio/16beatballad2
        casio/16beatballad3 casio/8beatballad1 casio/8beatballad2 casio/8beatballad3 casio/popballad
        casio/serenade kara/kwestballad stdlib/hymn"""),
    Kind((50, 82), """stdlib/blues128 stdlib/ballad128 stdlib/rock-128 casio/slowrock casio/oldieballad""",
        division=3),
    Kind((105, 175), """stdlib/50srock stdlib/60srock stdlib/basicrock stdlib/8beat stdlib/bubblerock
        stdlib/twist casio/twist casio/60srock casio/rock1 casio/rock2 casio/poprock1 casio/poprock2
        casio/digitalrock casio/heavymetal pflib/rock1 pflib/metal1 pflib/metal2 kara/K50s_rock
        kara/fasttwist kara/twi"""),
    Kind((90, 140), """stdlib/folkrock stdlib/softrock stdlib/folk casio/8beat1 casio/8beat2 casio/8beat3
        casio/8beatpop1 casio/8beatpop2 casio/8beatpop3 casio/pop casio/60spop casio/80spop casio/worldpop
        pflib/8beat1 pflib/8beat2 pflib/highfive stdlib/popspiritual yamaha/w-rock"""),
    Kind((80, 118), """casio/16beat1 casio/16beat2 casio/16beat3 casio/slow16beat pflib/16beat1 pflib/16beat2
        casio/funk1 casio/funk2 casio/fusion kara/Kfunk1 stdlib/bvfunk stdlib/lfusion stdlib/jazzrock
        casio/mellowrb casio/modernrb casio/r+b"""),
    Kind((98, 138), """casio/soul casio/soulpop casio/60ssoul casio/discosoul stdlib/dsoul stdlib/rb
        kara/8beatmotown stdlib/boneym casio/electricpop"""),
    Kind((114, 142), """casio/dance1 casio/dance2 casio/dancepop1 casio/dancepop2 casio/dancepop3
        casio/8beatdance casio/house casio/latinhouse casio/techno casio/trance1 casio/trance2 casio/rave
        stdlib/trance alexis/teamtechno"""),
    Kind((80, 106), "casio/hip-hop casio/triphop alexis/hiphop", share=2),
    Kind((95, 150), """stdlib/blues stdlib/countryblues stdlib/bluefolk casio/blues casio/shufflerock
        casio/popshuffle1 casio/popshuffle2 casio/shuffleboogie stdlib/shuffleboggie stdlib/boggiewoggie
        kara/happyshuffle casio/16shuffle1""", division=3),
    Kind((56, 84), "stdlib/slowblues stdlib/slowjazz casio/slowbigband", division=3),
    Kind((145, 190), "stdlib/fastblues stdlib/jive casio/fastbigband yamaha/jazzbasie", division=3),
    Kind((110, 190), """stdlib/swing stdlib/easyswing stdlib/modernjazz stdlib/jazzcombo stdlib/jazzguitar
        stdlib/bigband stdlib/evansish stdlib/descendingjazz casio/middlebigband casio/swing casio/jazzcombo
        casio/modernjazz yamaha/jazzGrtrio yamaha/jazzbouncy yamaha/jazzswing yamaha/jazztrio""", division=3),
    Kind((190, 250), "stdlib/fastswing stdlib/bebop", division=3),
    Kind((112, 155), "stdlib/bossanova yamaha/jazzbossa kara/kbossa"),
    Kind((100, 130), """stdlib/chacha stdlib/rhumba stdlib/jazzrhumba stdlib/beguine casio/latinfusion
        stdlib/tango stdlib/lighttango stdlib/foxtrot casio/foxtrot kara/2beatp"""),
    Kind((70, 105), "stdlib/slowcountry stdlib/desert stdlib/bolero"),
    Kind((120, 190), "stdlib/countryswing stdlib/westernswing yamaha/jazzcountry yamaha/western", division=3),
    Kind((100, 130), "stdlib/polka casio/polka casio/poppolka stdlib/march casio/germanmarch casio/march1",
        bar=2, quarters=2, share=0.7),
    Kind((100, 128), "stdlib/68march", bar=2, division=3),
    Kind((92, 135), "stdlib/68swing", bar=2, quarters=3, division=3),
    Kind((44, 80), "stdlib/arpeggio68 stdlib/blues68 casio/68ballad",
        bar=2, quarters=3, division=3, share=1.5),
    Kind((85, 140), """stdlib/arpeggiowaltz stdlib/countrywaltz stdlib/rockwaltz stdlib/waltz casio/popwaltz
        stdlib/broadwaywaltz stdlib/latinwaltz""", bar=3, division=2),
    Kind((140, 195), "stdlib/fastwaltz stdlib/frenchwaltz stdlib/vienesewaltz", bar=3, division=2),
    Kind((110, 200), """stdlib/jazzwaltz stdlib/fastjazzwaltz stdlib/modernjazzwaltz casio/jazzwaltz
        yamaha/jazzwaltz""", bar=3, division=3),
    Kind((85, 150), "zoom/rock zoom/pop zoom/beat8 zoom/hrk", is_drums=True, share=3),
    Kind((90, 180), "zoom/mtl zoom/punk", is_drums=True, share=1.5),
    Kind((75, 118), "zoom/funk zoom/rnb zoom/fusion zoom/fus16 zoom/beat16", is_drums=True, share=2),
    Kind((72, 108), "zoom/hiphop zoom/trip", is_drums=True, share=3),
    Kind((115, 140), "zoom/dance zoom/house zoom/techno", is_drums=True, share=1.5),
    Kind((60, 88), "zoom/bald", is_drums=True, share=2),
    Kind((85, 150), "zoom/country zoom/cntry zoom/shuffle zoom/blues zoom/bossa", is_drums=True, division=3),
    Kind((110, 220), "zoom/jazz", is_drums=True, division=3, share=2),
    Kind((80, 150), "zoom/rock34 zoom/bald34", bar=3, is_drums=True, share=2),
)  # fmt: skip
