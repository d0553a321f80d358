// The sample points of a demonstration: a hall, the centre of each town, the station of each village of the district's
// list, neighbourhood centres and machines. Addresses and positions are invented and say so.

import type { Point } from '#engines/place/place.ts'
import type { UnitTree } from '#kernel/unit/tree.ts'

const OFFICE: Point['hours'] = [
  { days: 'working', from: '08:30', to: '12:00' },
  { days: 'working', from: '14:30', to: '17:30' },
]
const ALWAYS: Point['hours'] = [{ days: 'daily', from: '00:00', to: '24:00' }]
const EVENINGS: Point['hours'] = [{ days: 'daily', from: '09:00', to: '20:30' }]
/** Somewhere in the district; towns lie a few kilometres apart, villages around their town. */
const MIDDLE = { latitude: 24.905, longitude: 118.785 }

/** Id → point. */
export function samplePoints(units: UnitTree): Map<string, Point> {
  const points = new Map<string, Point>()
  const put = (id: string, point: Omit<Point, 'phone' | 'access' | 'status' | 'sample'>) =>
    points.set(id, { ...point, phone: '12345', access: '', status: 'open', sample: true })
  put('hall', {
    ...{
      kind: 'hall',
      name: '台商投资区政务服务中心',
      unit: 'bureau',
      town: '',
      address: '示例路 1 号',
      hours: OFFICE,
    },
    ...MIDDLE,
  })
  const towns = [...units.values()].filter(({ level }) => level === 'town')
  towns.forEach((town, t) => {
    const centre = {
      latitude: MIDDLE.latitude + 0.03 * Math.cos(t * 1.6),
      longitude: MIDDLE.longitude + 0.04 * Math.sin(t * 1.6),
    }
    const at = { unit: town.code, town: town.name }
    put(`centre-${town.code}`, {
      ...{ kind: 'townCentre', name: `${town.name}便民服务中心`, address: `${town.name}示例街 8 号`, hours: OFFICE },
      ...at,
      ...centre,
    })
    put(`kiosk-${town.code}`, {
      ...{ kind: 'kiosk', name: `${town.name}一号自助机`, address: `${town.name}示例街 8 号门厅`, hours: ALWAYS },
      ...at,
      ...centre,
    })
    if (t < 3) {
      const near = { latitude: round(centre.latitude + 0.006), longitude: round(centre.longitude - 0.004) }
      put(`neighbour-${town.code}`, {
        ...{
          kind: 'neighbourhoodCentre',
          name: `${town.name}党群邻里中心`,
          address: `${town.name}示例里 3 号`,
          hours: EVENINGS,
        },
        ...at,
        ...near,
      })
    }
    const villages = [...units.values()].filter(({ parent }) => parent === town.code)
    villages.forEach((village, v) => {
      const angle = (v / villages.length) * 2 * Math.PI
      const place = {
        latitude: round(centre.latitude + 0.015 * Math.cos(angle)),
        longitude: round(centre.longitude + 0.018 * Math.sin(angle)),
      }
      put(`village-${village.code}`, {
        ...{
          kind: 'villageStation',
          name: `${village.name}代办点`,
          unit: village.code,
          town: town.name,
          address: `${village.name}村部（示例）`,
          hours: OFFICE,
        },
        ...place,
      })
    })
  })
  return points
}

const round = (degrees: number): number => Math.round(degrees * 1e5) / 1e5
